// For a page opened as a file, which may start no worker: the same service in the page itself. The build puts the
// WebAssembly beside it, as text.
import { Service } from "./service.js";

globalThis.WqerrService = Service;
