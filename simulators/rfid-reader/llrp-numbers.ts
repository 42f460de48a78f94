/** Message types (LLRP 1.0.1 §16.1). */
export const messageType = {
  getReaderCapabilities: 1, getReaderConfig: 2, setReaderConfig: 3, closeConnectionResponse: 4,
  getReaderCapabilitiesResponse: 11, getReaderConfigResponse: 12, setReaderConfigResponse: 13, closeConnection: 14,
  addRospec: 20, deleteRospec: 21, startRospec: 22, stopRospec: 23, enableRospec: 24, disableRospec: 25, getRospecs: 26,
  addAccessspec: 40, deleteAccessspec: 41, enableAccessspec: 42, disableAccessspec: 43, getAccessspecs: 44,
  getReport: 60, roAccessReport: 61, keepalive: 62, readerEventNotification: 63, enableEventsAndReports: 64,
  keepaliveAck: 72, errorMessage: 100,
} as const;

/** Parameter types (LLRP 1.0.1 §16.2). */
export const parameterType = {
  utcTimestamp: 128, generalDeviceCapabilities: 137, receiveSensitivityTableEntry: 139, perAntennaAirProtocol: 140,
  gpioCapabilities: 141, llrpCapabilities: 142, regulatoryCapabilities: 143, uhfBandCapabilities: 144,
  transmitPowerLevelTableEntry: 145, frequencyInformation: 146, frequencyHopTable: 147,
  rospec: 177, roBoundarySpec: 178, rospecStartTrigger: 179, periodicTriggerValue: 180, gpiTriggerValue: 181, rospecStopTrigger: 182,
  aiSpec: 183, aiSpecStopTrigger: 184, inventoryParameterSpec: 186,
  llrpConfigurationState: 217, identification: 218, gpoWriteData: 219, keepaliveSpec: 220, antennaProperties: 221,
  antennaConfiguration: 222, rfTransmitter: 224, gpiPortCurrentState: 225, eventsAndReports: 226,
  roReportSpec: 237, tagReportContentSelector: 238, accessReportSpec: 239, tagReportData: 240, epcData: 241,
  readerEventNotificationSpec: 244, eventNotificationState: 245, readerEventNotificationData: 246,
  gpiEvent: 248, rospecEvent: 249, antennaEvent: 255, connectionAttemptEvent: 256, connectionCloseEvent: 257,
  llrpStatus: 287, fieldError: 288, c1g2LlrpCapabilities: 327, uhfC1g2RfModeTable: 328, uhfC1g2RfModeTableEntry: 329,
  c1g2EpcMemorySelector: 348,
} as const;

/** Status codes (LLRP 1.0.1 §14.2). */
export const statusCode = {
  success: 0, parameterError: 100, fieldError: 101, missingParameter: 103, duplicateParameter: 104, overflowParameter: 105,
  unsupportedMessage: 109, unsupportedVersion: 110, invalid: 300, outOfRange: 301,
} as const;

/** What a request is refused with; `fieldNumber` counts from 0 within the message or parameter. */
export interface LlrpRefusal {
  readonly code: number;
  readonly description: string;
  readonly fieldNumber: number | null;
}
