/**
 * People who look at the desktop from outside without a gateway: VNC with a password, and noVNC's page with the
 * WebSocket that it needs. Only there where the environment asks for it.
 */
@NullMarked
package org.pilothouse.agent.live;

import org.jspecify.annotations.NullMarked;
