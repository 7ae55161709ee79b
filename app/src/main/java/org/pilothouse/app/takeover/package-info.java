/** A person on the desktop of an environment. */
@NullMarked
package org.pilothouse.app.takeover;

import org.jspecify.annotations.NullMarked;
