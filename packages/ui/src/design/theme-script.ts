/**
 * Runs inline in the document's head, before first paint, so that no page flashes in the wrong theme.
 * It must stay this one constant text: a server that sends a Content-Security-Policy allows it by its SHA-256.
 */
export const THEME_SCRIPT =
  "try{var t=localStorage.getItem('millrace.theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t;var d=localStorage.getItem('millrace.density');if(d)document.documentElement.dataset.density=d}catch(e){}";
