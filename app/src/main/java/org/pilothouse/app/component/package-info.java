/** Small building blocks of every screen. */
@NullMarked
package org.pilothouse.app.component;

import org.jspecify.annotations.NullMarked;
