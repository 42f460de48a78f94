/** Stylesheets are gathered by the build; a screen imports them for their effect. */
declare module '*.css';
