/** One MQTT message. The payload is whatever bytes the publisher sent. */
export interface TopicMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
}

/** Topics in, topics out: what a protocol over MQTT knows of the broker. */
export interface MessageLink {
  /** In the order of the broker. Ends when closed; throws `LinkLost` when the broker went away. */
  readonly messages: AsyncIterable<TopicMessage>;
  /** Resolves when the broker has taken it over (QoS 1 and 2) or the socket has (QoS 0). Rejects with `LinkLost`, or `RangeError` beyond the payload limit. */
  publish(topic: string, payload: Uint8Array, options: { readonly qos: 0 | 1 | 2; readonly retain: boolean }): Promise<void>;
  subscribe(topicFilter: string, options: { readonly qos: 0 | 1 | 2 }): Promise<void>;
  /** Closing twice is fine. */
  close(): Promise<void>;
}

export type OpenMessageLink = (signal: AbortSignal) => Promise<MessageLink>;
