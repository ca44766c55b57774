// The only file that imports a library. All others import html and the hooks from here.
import { h, render } from "preact";
import {
	useCallback, useEffect, useErrorBoundary, useId, useLayoutEffect, useMemo, useReducer, useRef, useState,
} from "preact/hooks";
import htm from "htm";

export const html = htm.bind(h);

export {
	render, useCallback, useEffect, useErrorBoundary, useId, useLayoutEffect, useMemo, useReducer, useRef, useState,
};
