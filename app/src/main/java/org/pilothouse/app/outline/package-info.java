/** Trees that are walked as rows: what is unfolded, what a filter leaves, where the cursor is. */
@NullMarked
package org.pilothouse.app.outline;

import org.jspecify.annotations.NullMarked;
