/** GatewayClient, the one way to talk to a gateway, remote or local. */
@NullMarked
package org.pilothouse.client;

import org.jspecify.annotations.NullMarked;
