/** Putting a run together: a form, the same as JSON, and the limits of both. */
@NullMarked
package org.pilothouse.app.workflow;

import org.jspecify.annotations.NullMarked;
