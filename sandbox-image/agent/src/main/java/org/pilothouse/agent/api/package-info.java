/**
 * The agent's HTTP server: described operations, from which the routes, the checks of what is asked and the OpenAPI
 * document come. Knows nothing of the desktop; faces add what they offer. Loaded only where it is configured.
 */
@NullMarked
package org.pilothouse.agent.api;

import org.jspecify.annotations.NullMarked;
