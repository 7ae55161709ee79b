/** WebSocket frames: envelopes, the handshake, and the payloads of events. */
@NullMarked
package org.pilothouse.protocol.frame;

import org.jspecify.annotations.NullMarked;
