/** The table of all environments. */
@NullMarked
package org.pilothouse.app.fleet;

import org.jspecify.annotations.NullMarked;
