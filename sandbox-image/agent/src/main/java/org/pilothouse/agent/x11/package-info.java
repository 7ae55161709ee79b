/** The X server, through one connection that one thread owns. */
@NullMarked
package org.pilothouse.agent.x11;

import org.jspecify.annotations.NullMarked;
