import { render } from 'preact';
import { speak } from '../ui/t.ts';
import './options.css';
import { App } from './app.tsx';

speak(document, 'options_title');
render(<App />, document.body);
