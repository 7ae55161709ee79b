/** The window around every screen. */
@NullMarked
package org.pilothouse.app.frame;

import org.jspecify.annotations.NullMarked;
