/** From the first byte to ServerInit: protocol version, security, desktop size and name. */
@NullMarked
package org.pilothouse.rfb.handshake;

import org.jspecify.annotations.NullMarked;
