/** The core's file name below the server's origin, e.g. `assets/widget-core-1a2b3c4d.js`; set at build time. */
declare const __CORE_FILE__: string;
