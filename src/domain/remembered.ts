/** Makes a function keep its last results, for functions whose result depends on the argument alone and takes longer than a look into a map. Pure. */

/** @param max the most kept results; then all are forgotten, which costs less than the removal of single ones */
export function remembered<Key, Value>(max: number, make: (key: Key) => Value): (key: Key) => Value {
  const values = new Map<Key, Value>();
  return (key) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    if (values.size >= max) values.clear();
    values.set(key, made);
    return made;
  };
}
