/** The accessibility tree of the desktop, by AT-SPI: reading it, finding elements, acting on them. */
@NullMarked
package org.pilothouse.agent.a11y;

import org.jspecify.annotations.NullMarked;
