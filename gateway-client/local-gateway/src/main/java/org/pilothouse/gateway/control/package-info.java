/** The control plane: environments, hosts, pairings, nodes, dispatch, takeover. No HTTP, no Docker types. */
@NullMarked
package org.pilothouse.gateway.control;

import org.jspecify.annotations.NullMarked;
