/** The time in an id of the platform (a Unix time in nanoseconds), in RFC 3339 with milliseconds, UTC. */
export function timeOf(id) {
  const [, nanoseconds] = /-(\d{19})$/.exec(id) ?? [];
  return nanoseconds ? new Date(Number(BigInt(nanoseconds) / 1_000_000n)).toISOString() : null;
}
