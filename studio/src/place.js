// The place is kept by a slide's id. One that is gone was renamed, where a new one stands in its place and there are as
// many as before; else the nearest of those is shown that stood behind it, or before it.

export function placeAfter(current, old, now) {
  if (current !== null && now.includes(current)) return current;
  const at = old.indexOf(current);
  if (at < 0) return now[0] ?? null;
  const there = now[at];
  const renamed = now.length === old.length && there !== undefined && !old.includes(there);
  if (renamed) return there;
  const beside = [...old.slice(at + 1), ...old.slice(0, at).reverse()];
  return beside.find((id) => now.includes(id)) ?? now[0] ?? null;
}
