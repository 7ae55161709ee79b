/** The engine on Docker, over docker-java; nothing outside sees Docker types. */
@NullMarked
package org.pilothouse.gateway.engine.docker;

import org.jspecify.annotations.NullMarked;
