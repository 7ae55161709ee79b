/** Byte streams into a sandbox over the engine's exec: the node's connection and RFB. */
@NullMarked
package org.pilothouse.gateway.relay;

import org.jspecify.annotations.NullMarked;
