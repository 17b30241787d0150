// The same for CommonJS.
import wqerr = require("wqerr");

const verdict: boolean = wqerr.retryable(new Error("404"));
const actor: "caller" | "account_owner" | "platform" | "network" | undefined =
  wqerr.explain("429").answers[0]?.results[0]?.actor;

export = { verdict, actor };
