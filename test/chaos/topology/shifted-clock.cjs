// Loaded before a service (node --require): its wall clock goes wrong by CHAOS_CLOCK_SHIFT_MS.
const shiftMs = Number(process.env.CHAOS_CLOCK_SHIFT_MS);
const now = Date.now.bind(Date);

globalThis.Date = new Proxy(Date, {
  apply: (target) => new target(now() + shiftMs).toString(),
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now() + shiftMs] : args, newTarget),
  get: (target, key) => (key === 'now' ? () => now() + shiftMs : Reflect.get(target, key)),
});
