/** The address everything lives under, `/` at its end: the server puts its prefix into the document's `<base>`. */
export const baseUrl = (): URL => new URL('.', document.baseURI);

/** What users put into MLFLOW_TRACKING_URI to reach this server. */
export const trackingUri = (): string => baseUrl().href.replace(/\/$/, '');
