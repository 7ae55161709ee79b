/** The connection to the gateway, as a node. */
@NullMarked
package org.pilothouse.agent.node;

import org.jspecify.annotations.NullMarked;
