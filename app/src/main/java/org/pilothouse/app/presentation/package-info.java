/** How values read: ages, sizes, short ids, statuses as word, tone and shape. No nodes. */
@NullMarked
package org.pilothouse.app.presentation;

import org.jspecify.annotations.NullMarked;
