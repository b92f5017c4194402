/** The core's file name below the server's origin, e.g. `assets/widget-core-1a2b3c4d.js`; set at build time. */
declare const __CORE_FILE__: string;
/** The name of the file with the later parts, which stands beside the core; only in what is built. */
declare const __LATER_FILE__: string;
