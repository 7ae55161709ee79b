/** What the chosen gateway says right now, as observable lists that change by difference. */
@NullMarked
package org.pilothouse.app.live;

import org.jspecify.annotations.NullMarked;
