/** The core's file name below the server's origin, e.g. `assets/widget-core-1a2b3c4d.js`; set at build time. */
declare const __CORE_FILE__: string;
/** The same of the file that puts the widget into a frame. */
declare const __FRAME_FILE__: string;
/** The names of the files with the later parts, which stand beside the core; only in what is built. */
declare const __LATER_FILE__: string;
declare const __FORMS_FILE__: string;
declare const __MENU_FILE__: string;
declare const __FILES_FILE__: string;
declare const __POLLS_FILE__: string;
