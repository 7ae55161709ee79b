/** WebSocket connections of operators and nodes: handshake, frames, events. */
@NullMarked
package org.pilothouse.gateway.ws;

import org.jspecify.annotations.NullMarked;
