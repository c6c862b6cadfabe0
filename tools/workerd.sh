#!/bin/sh
# Starts workerd ("$YIMA_WORKERD") in place of this shell. It ends with its parent process, also after kill -9.
# Linux: the kernel ends workerd, and "$YIMA_STATE/runtime.lock" stays locked until then. Elsewhere a shell checks the parent every second.
set -eu

if setpriv --pdeathsig KILL flock --version >/dev/null 2>&1; then
  exec 9>>"$YIMA_STATE/runtime.lock"
  flock --timeout 10 9 || {
    echo "The previous workerd still runs on the state in $YIMA_STATE. End it (fuser -k $YIMA_STATE/runtime.lock), then start again." >&2
    exit 1
  }
  exec setpriv --pdeathsig KILL "$YIMA_WORKERD" "$@"
fi

{
  while kill -0 "$PPID" && kill -0 $$; do sleep 1; done
  kill -9 $$
} </dev/null >/dev/null 2>&1 3>&- &
exec "$YIMA_WORKERD" "$@"
