/** Brings what is in line with what should be: a level-triggered reconciler over the engine. */
@NullMarked
package org.pilothouse.gateway.fleet;

import org.jspecify.annotations.NullMarked;
