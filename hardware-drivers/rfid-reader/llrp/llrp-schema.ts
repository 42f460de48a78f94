/**
 * The layout of LLRP 1.0.1 messages and parameters (§16 "Binary Encodings"), as data: one line each, the fixed fields in the order
 * of the wire. Whatever follows the fixed fields is a list of parameters. `_3` is three reserved bits.
 *
 * Types: u1…u7 bits of a byte; u8 s8 u16 s16 u32 u64 integers; `epc96` 12 bytes; `bits` u16 count of bits, then the bits;
 * `bytes`, `words`, `u16s`, `u32s` u16 count, then the elements; `text` u16 count of bytes, then UTF-8; `rest` all that is left.
 */
export interface LlrpField {
  /** Empty for reserved bits. */
  readonly name: string;
  readonly type: LlrpFieldType;
  /** Width of a bit field, 0 for every other type. */
  readonly bitWidth: number;
}
export type LlrpFieldType =
  | 'bit-field' | 'u8' | 's8' | 'u16' | 's16' | 'u32' | 'u64' | 'epc96' | 'bits' | 'bytes' | 'words' | 'u16s' | 'u32s' | 'text' | 'rest';

export interface LlrpLayout {
  readonly type: number;
  readonly name: string;
  readonly fields: readonly LlrpField[];
}

/** Types below 128 are TV-coded: one byte of type, no length, fixed fields only (§16.2.1.2). */
export const firstTlvType = 128;

const status = 'LLRPStatus follows';
const messageLines: readonly (readonly [number, string, string])[] = [
  [1, 'GET_READER_CAPABILITIES', 'RequestedData:u8'],
  [11, 'GET_READER_CAPABILITIES_RESPONSE', status],
  [2, 'GET_READER_CONFIG', 'AntennaID:u16 RequestedData:u8 GPIPortNum:u16 GPOPortNum:u16'],
  [12, 'GET_READER_CONFIG_RESPONSE', status],
  [3, 'SET_READER_CONFIG', 'ResetToFactoryDefault:u1 _7'],
  [13, 'SET_READER_CONFIG_RESPONSE', status],
  [14, 'CLOSE_CONNECTION', ''],
  [4, 'CLOSE_CONNECTION_RESPONSE', status],
  [20, 'ADD_ROSPEC', ''],
  [30, 'ADD_ROSPEC_RESPONSE', status],
  [21, 'DELETE_ROSPEC', 'ROSpecID:u32'],
  [31, 'DELETE_ROSPEC_RESPONSE', status],
  [22, 'START_ROSPEC', 'ROSpecID:u32'],
  [32, 'START_ROSPEC_RESPONSE', status],
  [23, 'STOP_ROSPEC', 'ROSpecID:u32'],
  [33, 'STOP_ROSPEC_RESPONSE', status],
  [24, 'ENABLE_ROSPEC', 'ROSpecID:u32'],
  [34, 'ENABLE_ROSPEC_RESPONSE', status],
  [25, 'DISABLE_ROSPEC', 'ROSpecID:u32'],
  [35, 'DISABLE_ROSPEC_RESPONSE', status],
  [26, 'GET_ROSPECS', ''],
  [36, 'GET_ROSPECS_RESPONSE', status],
  [40, 'ADD_ACCESSSPEC', ''],
  [50, 'ADD_ACCESSSPEC_RESPONSE', status],
  [41, 'DELETE_ACCESSSPEC', 'AccessSpecID:u32'],
  [51, 'DELETE_ACCESSSPEC_RESPONSE', status],
  [42, 'ENABLE_ACCESSSPEC', 'AccessSpecID:u32'],
  [52, 'ENABLE_ACCESSSPEC_RESPONSE', status],
  [43, 'DISABLE_ACCESSSPEC', 'AccessSpecID:u32'],
  [53, 'DISABLE_ACCESSSPEC_RESPONSE', status],
  [44, 'GET_ACCESSSPECS', ''],
  [54, 'GET_ACCESSSPECS_RESPONSE', status],
  [45, 'CLIENT_REQUEST_OP', ''],
  [55, 'CLIENT_REQUEST_OP_RESPONSE', ''],
  [60, 'GET_REPORT', ''],
  [61, 'RO_ACCESS_REPORT', ''],
  [62, 'KEEPALIVE', ''],
  [72, 'KEEPALIVE_ACK', ''],
  [63, 'READER_EVENT_NOTIFICATION', ''],
  [64, 'ENABLE_EVENTS_AND_REPORTS', ''],
  [100, 'ERROR_MESSAGE', status],
  [1023, 'CUSTOM_MESSAGE', 'VendorIdentifier:u32 MessageSubtype:u8 Data:rest'],
  // LLRP 1.1 asks for its version before anything else; a 1.0.1 reader answers ERROR_MESSAGE.
  [46, 'GET_SUPPORTED_VERSION', ''],
  [56, 'GET_SUPPORTED_VERSION_RESPONSE', 'CurrentVersion:u8 SupportedVersion:u8'],
  [47, 'SET_PROTOCOL_VERSION', 'ProtocolVersion:u8'],
  [57, 'SET_PROTOCOL_VERSION_RESPONSE', status],
];

const parameterLines: readonly (readonly [number, string, string])[] = [
  [1, 'AntennaID', 'AntennaID:u16'],
  [2, 'FirstSeenTimestampUTC', 'Microseconds:u64'],
  [3, 'FirstSeenTimestampUptime', 'Microseconds:u64'],
  [4, 'LastSeenTimestampUTC', 'Microseconds:u64'],
  [5, 'LastSeenTimestampUptime', 'Microseconds:u64'],
  [6, 'PeakRSSI', 'PeakRSSI:s8'],
  [7, 'ChannelIndex', 'ChannelIndex:u16'],
  [8, 'TagSeenCount', 'TagCount:u16'],
  [9, 'ROSpecID', 'ROSpecID:u32'],
  [10, 'InventoryParameterSpecID', 'InventoryParameterSpecID:u16'],
  [11, 'C1G2CRC', 'CRC:u16'],
  [12, 'C1G2PC', 'PCBits:u16'],
  [13, 'EPC-96', 'EPC:epc96'],
  [14, 'SpecIndex', 'SpecIndex:u16'],
  [15, 'ClientRequestOpSpecResult', 'OpSpecID:u16'],
  [16, 'AccessSpecID', 'AccessSpecID:u32'],
  [17, 'OpSpecID', 'OpSpecID:u16'],
  [18, 'C1G2SingulationDetails', 'NumCollisionSlots:u16 NumEmptySlots:u16'],
  [19, 'C1G2XPCW1', 'XPCW1:u16'],
  [20, 'C1G2XPCW2', 'XPCW2:u16'],
  [128, 'UTCTimestamp', 'Microseconds:u64'],
  [129, 'Uptime', 'Microseconds:u64'],
  [137, 'GeneralDeviceCapabilities',
    'MaxNumberOfAntennaSupported:u16 CanSetAntennaProperties:u1 HasUTCClockCapability:u1 _14 DeviceManufacturerName:u32 ModelName:u32 ReaderFirmwareVersion:text'],
  [139, 'ReceiveSensitivityTableEntry', 'Index:u16 ReceiveSensitivityValue:s16'],
  [140, 'PerAntennaAirProtocol', 'AntennaID:u16 ProtocolIDs:bytes'],
  [141, 'GPIOCapabilities', 'NumGPIs:u16 NumGPOs:u16'],
  [142, 'LLRPCapabilities',
    'CanDoRFSurvey:u1 CanReportBufferFillWarning:u1 SupportsClientRequestOpSpec:u1 CanDoTagInventoryStateAwareSingulation:u1 SupportsEventAndReportHolding:u1 _3 '
    + 'MaxNumPriorityLevelsSupported:u8 ClientRequestOpSpecTimeout:u16 MaxNumROSpecs:u32 MaxNumSpecsPerROSpec:u32 '
    + 'MaxNumInventoryParameterSpecsPerAISpec:u32 MaxNumAccessSpecs:u32 MaxNumOpSpecsPerAccessSpec:u32'],
  [143, 'RegulatoryCapabilities', 'CountryCode:u16 CommunicationsStandard:u16'],
  [144, 'UHFBandCapabilities', ''],
  [145, 'TransmitPowerLevelTableEntry', 'Index:u16 TransmitPowerValue:s16'],
  [146, 'FrequencyInformation', 'Hopping:u1 _7'],
  [147, 'FrequencyHopTable', 'HopTableID:u8 _8 Frequency:u32s'],
  [148, 'FixedFrequencyTable', 'Frequency:u32s'],
  [149, 'PerAntennaReceiveSensitivityRange', 'AntennaID:u16 ReceiveSensitivityIndexMin:u16 ReceiveSensitivityIndexMax:u16'],
  [177, 'ROSpec', 'ROSpecID:u32 Priority:u8 CurrentState:u8'],
  [178, 'ROBoundarySpec', ''],
  [179, 'ROSpecStartTrigger', 'ROSpecStartTriggerType:u8'],
  [180, 'PeriodicTriggerValue', 'Offset:u32 Period:u32'],
  [181, 'GPITriggerValue', 'GPIPortNum:u16 GPIEvent:u1 _7 Timeout:u32'],
  [182, 'ROSpecStopTrigger', 'ROSpecStopTriggerType:u8 DurationTriggerValue:u32'],
  [183, 'AISpec', 'AntennaIDs:u16s'],
  [184, 'AISpecStopTrigger', 'AISpecStopTriggerType:u8 DurationTrigger:u32'],
  [185, 'TagObservationTrigger', 'TriggerType:u8 _8 NumberOfTags:u16 NumberOfAttempts:u16 T:u16 Timeout:u32'],
  [186, 'InventoryParameterSpec', 'InventoryParameterSpecID:u16 ProtocolID:u8'],
  [187, 'RFSurveySpec', 'AntennaID:u16 StartFrequency:u32 EndFrequency:u32'],
  [188, 'RFSurveySpecStopTrigger', 'StopTriggerType:u8 DurationPeriod:u32 N:u32'],
  [207, 'AccessSpec', 'AccessSpecID:u32 AntennaID:u16 ProtocolID:u8 CurrentState:u1 _7 ROSpecID:u32'],
  [208, 'AccessSpecStopTrigger', 'AccessSpecStopTrigger:u8 OperationCountValue:u16'],
  [209, 'AccessCommand', ''],
  [210, 'ClientRequestOpSpec', 'OpSpecID:u16'],
  [211, 'ClientRequestResponse', 'AccessSpecID:u32'],
  [217, 'LLRPConfigurationStateValue', 'LLRPConfigurationStateValue:u32'],
  [218, 'Identification', 'IDType:u8 ReaderID:bytes'],
  [219, 'GPOWriteData', 'GPOPortNumber:u16 GPOData:u1 _7'],
  [220, 'KeepaliveSpec', 'KeepaliveTriggerType:u8 PeriodicTriggerValue:u32'],
  [221, 'AntennaProperties', 'AntennaConnected:u1 _7 AntennaID:u16 AntennaGain:s16'],
  [222, 'AntennaConfiguration', 'AntennaID:u16'],
  [223, 'RFReceiver', 'ReceiverSensitivity:u16'],
  [224, 'RFTransmitter', 'HopTableID:u16 ChannelIndex:u16 TransmitPower:u16'],
  [225, 'GPIPortCurrentState', 'GPIPortNum:u16 Config:u1 _7 State:u8'],
  [226, 'EventsAndReports', 'HoldEventsAndReportsUponReconnect:u1 _7'],
  [237, 'ROReportSpec', 'ROReportTrigger:u8 N:u16'],
  [238, 'TagReportContentSelector',
    'EnableROSpecID:u1 EnableSpecIndex:u1 EnableInventoryParameterSpecID:u1 EnableAntennaID:u1 EnableChannelIndex:u1 EnablePeakRSSI:u1 '
    + 'EnableFirstSeenTimestamp:u1 EnableLastSeenTimestamp:u1 EnableTagSeenCount:u1 EnableAccessSpecID:u1 _6'],
  [239, 'AccessReportSpec', 'AccessReportTrigger:u8'],
  [240, 'TagReportData', ''],
  [241, 'EPCData', 'EPC:bits'],
  [242, 'RFSurveyReportData', ''],
  [243, 'FrequencyRSSILevelEntry', 'Frequency:u32 Bandwidth:u32 AverageRSSI:s8 PeakRSSI:s8'],
  [244, 'ReaderEventNotificationSpec', ''],
  [245, 'EventNotificationState', 'EventType:u16 NotificationState:u1 _7'],
  [246, 'ReaderEventNotificationData', ''],
  [247, 'HoppingEvent', 'HopTableID:u16 NextChannelIndex:u16'],
  [248, 'GPIEvent', 'GPIPortNumber:u16 GPIEvent:u1 _7'],
  [249, 'ROSpecEvent', 'EventType:u8 ROSpecID:u32 PreemptingROSpecID:u32'],
  [250, 'ReportBufferLevelWarningEvent', 'ReportBufferPercentageFull:u8'],
  [251, 'ReportBufferOverflowErrorEvent', ''],
  [252, 'ReaderExceptionEvent', 'Message:text'],
  [253, 'RFSurveyEvent', 'EventType:u8 ROSpecID:u32 SpecIndex:u16'],
  [254, 'AISpecEvent', 'EventType:u8 ROSpecID:u32 SpecIndex:u16'],
  [255, 'AntennaEvent', 'EventType:u8 AntennaID:u16'],
  [256, 'ConnectionAttemptEvent', 'Status:u16'],
  [257, 'ConnectionCloseEvent', ''],
  [287, 'LLRPStatus', 'StatusCode:u16 ErrorDescription:text'],
  [288, 'FieldError', 'FieldNum:u16 ErrorCode:u16'],
  [289, 'ParameterError', 'ParameterType:u16 ErrorCode:u16'],
  [327, 'C1G2LLRPCapabilities', 'CanSupportBlockErase:u1 CanSupportBlockWrite:u1 _6 MaxNumSelectFiltersPerQuery:u16'],
  [328, 'UHFC1G2RFModeTable', ''],
  [329, 'UHFC1G2RFModeTableEntry',
    'ModeIdentifier:u32 DRValue:u1 EPCHAGTCConformance:u1 _6 MValue:u8 ForwardLinkModulation:u8 SpectralMaskIndicator:u8 '
    + 'BDRValue:u32 PIEValue:u32 MinTariValue:u32 MaxTariValue:u32 StepTariValue:u32'],
  [330, 'C1G2InventoryCommand', 'TagInventoryStateAware:u1 _7'],
  [331, 'C1G2Filter', 'T:u2 _6'],
  [332, 'C1G2TagInventoryMask', 'MB:u2 _6 Pointer:u16 TagMask:bits'],
  [333, 'C1G2TagInventoryStateAwareFilterAction', 'Target:u8 Action:u8'],
  [334, 'C1G2TagInventoryStateUnawareFilterAction', 'Action:u8'],
  [335, 'C1G2RFControl', 'ModeIndex:u16 Tari:u16'],
  [336, 'C1G2SingulationControl', 'Session:u2 _6 TagPopulation:u16 TagTransitTime:u32'],
  [337, 'C1G2TagInventoryStateAwareSingulationAction', 'I:u1 S:u1 _6'],
  [338, 'C1G2TagSpec', ''],
  [339, 'C1G2TargetTag', 'MB:u2 Match:u1 _5 Pointer:u16 TagMask:bits TagData:bits'],
  [341, 'C1G2Read', 'OpSpecID:u16 AccessPassword:u32 MB:u2 _6 WordPointer:u16 WordCount:u16'],
  [342, 'C1G2Write', 'OpSpecID:u16 AccessPassword:u32 MB:u2 _6 WordPointer:u16 WriteData:words'],
  [343, 'C1G2Kill', 'OpSpecID:u16 KillPassword:u32'],
  [344, 'C1G2Lock', 'OpSpecID:u16 AccessPassword:u32'],
  [345, 'C1G2LockPayload', 'Privilege:u8 DataField:u8'],
  [346, 'C1G2BlockErase', 'OpSpecID:u16 AccessPassword:u32 MB:u2 _6 WordPointer:u16 WordCount:u16'],
  [347, 'C1G2BlockWrite', 'OpSpecID:u16 AccessPassword:u32 MB:u2 _6 WordPointer:u16 WriteData:words'],
  [348, 'C1G2EPCMemorySelector', 'EnableCRC:u1 EnablePCBits:u1 _6'],
  [349, 'C1G2ReadOpSpecResult', 'Result:u8 OpSpecID:u16 ReadData:words'],
  [350, 'C1G2WriteOpSpecResult', 'Result:u8 OpSpecID:u16 NumWordsWritten:u16'],
  [351, 'C1G2KillOpSpecResult', 'Result:u8 OpSpecID:u16'],
  [352, 'C1G2LockOpSpecResult', 'Result:u8 OpSpecID:u16'],
  [353, 'C1G2BlockEraseOpSpecResult', 'Result:u8 OpSpecID:u16'],
  [354, 'C1G2BlockWriteOpSpecResult', 'Result:u8 OpSpecID:u16 NumWordsWritten:u16'],
  [1023, 'Custom', 'VendorIdentifier:u32 ParameterSubtype:u32 Data:rest'],
];

const layoutOf = ([type, name, text]: readonly [number, string, string]): LlrpLayout =>
  ({ type, name, fields: text === status ? [] : text.split(' ').filter(part => part !== '').map(fieldOf) });

const fieldOf = (text: string): LlrpField => {
  if (text.startsWith('_')) return { name: '', type: 'bit-field', bitWidth: Number(text.slice(1)) };
  const [name, type] = text.split(':') as [string, string];
  const bits = /^u([1-7])$/.exec(type);
  return bits ? { name, type: 'bit-field', bitWidth: Number(bits[1]) } : { name, type: type as LlrpFieldType, bitWidth: 0 };
};

export const llrpMessageByType: ReadonlyMap<number, LlrpLayout> = new Map(messageLines.map(line => [line[0], layoutOf(line)]));
export const llrpParameterByType: ReadonlyMap<number, LlrpLayout> = new Map(parameterLines.map(line => [line[0], layoutOf(line)]));
export const llrpMessageByName: ReadonlyMap<string, LlrpLayout> = new Map([...llrpMessageByType.values()].map(layout => [layout.name, layout]));
export const llrpParameterByName: ReadonlyMap<string, LlrpLayout> = new Map([...llrpParameterByType.values()].map(layout => [layout.name, layout]));
