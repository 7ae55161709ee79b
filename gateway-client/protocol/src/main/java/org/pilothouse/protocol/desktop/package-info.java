/** Desktop operations: what a gateway asks a node to do, and what comes back. */
@NullMarked
package org.pilothouse.protocol.desktop;

import org.jspecify.annotations.NullMarked;
