/** The machines that environments run on. */
@NullMarked
package org.pilothouse.app.hosts;

import org.jspecify.annotations.NullMarked;
