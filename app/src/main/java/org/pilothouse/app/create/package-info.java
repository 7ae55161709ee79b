/** The form for a new environment. */
@NullMarked
package org.pilothouse.app.create;

import org.jspecify.annotations.NullMarked;
