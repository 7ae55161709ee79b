/** What is asked in front of everything else: one at a time, in the window itself. */
@NullMarked
package org.pilothouse.app.dialog;

import org.jspecify.annotations.NullMarked;
