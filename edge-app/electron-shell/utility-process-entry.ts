import { speakThroughParentPort, type PortedProcess } from './parent-port.ts';

/** Runs before the store runtime and the inference host in their shipped bundles. */
speakThroughParentPort(process as unknown as PortedProcess);
