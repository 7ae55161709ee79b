/** What agents ask for, and what people say to it. */
@NullMarked
package org.pilothouse.app.approval;

import org.jspecify.annotations.NullMarked;
