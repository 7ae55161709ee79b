/** Every action and every object, by name. */
@NullMarked
package org.pilothouse.app.palette;

import org.jspecify.annotations.NullMarked;
