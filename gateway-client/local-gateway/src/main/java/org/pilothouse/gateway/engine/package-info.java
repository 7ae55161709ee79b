/** What the fleet needs of a container engine, and how it may fail. */
@NullMarked
package org.pilothouse.gateway.engine;

import org.jspecify.annotations.NullMarked;
