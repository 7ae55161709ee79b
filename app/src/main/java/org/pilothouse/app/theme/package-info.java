/** Colours, fonts and their scale. */
@NullMarked
package org.pilothouse.app.theme;

import org.jspecify.annotations.NullMarked;
