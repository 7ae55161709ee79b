/** Bytes on the wire: a buffered reader and a message buffer, both bounded. */
@NullMarked
package org.pilothouse.rfb.wire;

import org.jspecify.annotations.NullMarked;
