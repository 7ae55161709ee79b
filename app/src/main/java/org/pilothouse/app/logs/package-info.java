/** A log that grows while it is read. */
@NullMarked
package org.pilothouse.app.logs;

import org.jspecify.annotations.NullMarked;
