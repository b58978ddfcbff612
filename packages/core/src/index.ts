export { createServices } from './create-services.ts';
export type { ServerFacts, ServicePorts } from './service-ports.ts';
