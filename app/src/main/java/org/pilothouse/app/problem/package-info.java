/** What went wrong, why, and what to do next. */
@NullMarked
package org.pilothouse.app.problem;

import org.jspecify.annotations.NullMarked;
