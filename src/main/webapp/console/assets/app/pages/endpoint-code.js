// @ts-check
import {useEffect, useState} from 'preact/hooks';
import {html} from '../html.js';
import {t} from '../i18n.js';
import {can} from '../session.js';
import {Button, Card, Copy, Notice, ProblemNotice, Skeleton} from '../ui/basics.js';
import {Code} from '../ui/code.js';
import {Segments} from '../ui/forms.js';
import {useSecret} from './endpoint-secret.js';

/** The receivers of the documentation, which the test suite runs. */
const LANGUAGES = {
  node: {title: 'Node', file: 'receiver.js', run: 'npm install express\nnode receiver.js'},
  java: {title: 'Java', file: 'WebhookReceiver.java', run: null},
  python: {title: 'Python', file: 'receiver.py', run: 'python3 receiver.py'},
  go: {title: 'Go', file: 'receiver.go', run: 'go run receiver.go'},
  php: {title: 'PHP', file: 'receiver.php', run: 'php -S 127.0.0.1:3000 receiver.php'},
};

/** Code that receives and verifies the webhooks of an endpoint. The secret is never in it. */
export function EndpointCode({endpoint}) {
  const [language, choose] = useState('node');
  const [code, set] = useState('');
  const held = useSecret(endpoint);
  const {file, run} = LANGUAGES[language];
  useEffect(() => {
    let gone = false;
    set('');
    fetch(new URL('../../receivers/' + file + '.txt', import.meta.url),
        {credentials: 'same-origin'}).then(answer => answer.text()).then(text => gone || set(text));
    return () => { gone = true; };
  }, [file]);
  const variable = language === 'java'
      ? `-Dwebhook.secret='${held.secret || 'whsec_…'}'` : `export WEBHOOK_SECRET='${held.secret || 'whsec_…'}'`;
  return html`<div class="columns wide-side"><${Card} title=${t('code.title')} actions=${html`<${Segments}
      label=${t('code.language')} value=${language} options=${Object.entries(LANGUAGES).map(([key, one]) => [key, one.title])}
      onChange=${choose} />`}>
      <p class="note">${t('code.tested')}</p>${code ? html`<${Code} title=${file} text=${code} wrap=${false} />`
        : html`<${Skeleton} lines=${10} />`}</${Card}>
    <div class="stack sticky"><${Card} title=${t('code.secret')}><p class="note">${t('code.secret.text')}</p><${Code}
      text=${variable} />
        ${can('secrets') && html`<div class="buttons">${held.secret ? html`<${Copy} kind="plain"
            text=${variable}>${t('copy')}</${Copy}><${Button} onClick=${held.hide}>${t('secret.hide')}</${Button}>`
          : html`<${Button} icon="eye" busy=${held.busy} onClick=${held.show}>${t('secret.show')}</${Button}>`}</div>
              <p class="note">${t('secret.audited')}</p>`}<${ProblemNotice} problem=${held.problem} /></${Card}>
      ${run && html`<${Card} title=${t('code.run')}><${Code} text=${run} /></${Card}>`}
      <${Card} title=${t('code.rules')}><ol class="steps-list"><li>${t('code.rule.raw')}</li><li>${t('code.rule.time')}</li>
        <li>${t('code.rule.compare')}</li><li>${t('code.rule.repeat')}</li>
        <li>${t(endpoint.format === 'thin' ? 'code.rule.answer.thin' : 'code.rule.answer.full')}</li></ol></${Card}>
      ${['thin', 'cloudevents-binary'].includes(endpoint.format) && !['go', 'php'].includes(language)
        && html`<${Notice}>${t('code.thin')}</${Notice}>`}</div></div>`;
}
