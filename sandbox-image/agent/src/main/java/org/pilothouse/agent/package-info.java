/** The daemon inside a sandbox desktop. */
@NullMarked
package org.pilothouse.agent;

import org.jspecify.annotations.NullMarked;
