/** Nodes, their capabilities, pairings and dispatches. */
@NullMarked
package org.pilothouse.protocol.node;

import org.jspecify.annotations.NullMarked;
